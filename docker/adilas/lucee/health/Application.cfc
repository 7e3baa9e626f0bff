/** The health check makes no sessions. */
component {
	this.name = "health";
	this.sessionManagement = false;
}
