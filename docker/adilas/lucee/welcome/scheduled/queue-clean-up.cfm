<cfscript>
	cfcontent( type="text/plain; charset=utf-8" );
	// As long as `page` waits; Lucee would end the request after 50 seconds.
	cfsetting( requestTimeout=3000 );
	removed = new Visits().removeOlderThan( days=30, batch=1000 );
	writeOutput( "Removed #removed# visits older than 30 days.#chr( 10 )#" );
</cfscript>
