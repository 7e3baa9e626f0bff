component extends="platform.Application" {
	this.name = "welcome";
}
