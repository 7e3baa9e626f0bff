<cfscript>
	// What the image needs and only its build can try; this page is not in the image itself.
	cfcontent( type="text/plain; charset=utf-8" );

	// Java draws text with libraries and fonts of the system.
	letters = "Ag";
	missing = createObject( "java", "java.awt.Font" )
		.init( "Dialog", javaCast( "int", 0 ), javaCast( "int", 12 ) )
		.canDisplayUpTo( letters );
	if ( missing != -1 ) throw( message="no font has the letters #letters#" );

	// The extensions of CFConfig.json, as platform/Application.cfc names them.
	createObject( "java", "com.mysql.cj.jdbc.Driver", "com.mysql.cj" );
	createObject( "java", "lucee.extension.io.cache.redis.simple.RedisCache", "redis.extension" );

	writeOutput( "Lucee #server.lucee.version#, Java #server.java.version#, fonts, MySQL, Redis#chr( 10 )#" );
</cfscript>
