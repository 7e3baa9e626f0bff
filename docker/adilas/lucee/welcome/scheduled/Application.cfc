/** Pages that run by the clock: `page /scheduled/<job>.cfm` asks for them, nobody else can. They have the data source, and make no sessions. */
component extends="platform.Application" {
	this.name = "scheduled";
	this.sessionManagement = false;
}
