<cfparam name="session.visits" default="0">
<cfset session.visits = session.visits + 1>
<cfset new Visits().add()>
<cfquery name="database">SELECT VERSION() AS version, DATABASE() AS name</cfquery>
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>adilas</title></head>
<body>
<h1>It runs</h1>
<cfoutput>
<ul>
<li>Lucee #encodeForHTML( server.lucee.version )#</li>
<li>MySQL #encodeForHTML( database.version )#, database #encodeForHTML( database.name )#</li>
<li>Sessions in Redis: you have been here #session.visits# times</li>
</ul>
</cfoutput>
</body>
</html>
