/**
 * What an application gets from where it runs: the data source and the sessions, from the environment's variables.
 * An application's own Application.cfc begins with `component extends="platform.Application"`.
 */
component {

	variables.env = server.system.environment;

	this.datasources[ "adilas" ] = {
		class: "com.mysql.cj.jdbc.Driver",
		bundleName: "com.mysql.cj",
		connectionString: "jdbc:mysql://#env.DATABASE_HOST#:#env.DATABASE_PORT#/#env.DATABASE_NAME#?sslMode=#env.DATABASE_TLS ?: 'REQUIRED'#&characterEncoding=UTF-8&connectTimeout=5000",
		username: env.DATABASE_USER,
		password: env.DATABASE_PASSWORD
	};
	this.datasource = "adilas";

	this.cache.connections[ "sessions" ] = {
		class: "lucee.extension.io.cache.redis.simple.RedisCache",
		bundleName: "redis.extension",
		storage: true,
		custom: {
			"host": env.REDIS_HOST,
			"port": env.REDIS_PORT,
			"ssl": env.REDIS_TLS ?: "true",
			// Another task may have changed it: from extension 4.1 on, nothing is kept in the task.
			"nearCache": "false",
			"maxTotal": "24",
			"maxIdle": "8",
			"minIdle": "0",
			"socketTimeout": "2000"
		}
	};

	this.sessionManagement = true;
	this.sessionStorage = "sessions";
	// Each request reads the session anew, because the one before may have been another task's.
	this.sessionCluster = true;
	this.sessionTimeout = createTimeSpan( 0, 1, 0, 0 );
	this.sessionCookie = { httpOnly: true, secure: env.COOKIE_SECURE ?: true, sameSite: "lax" };

}
