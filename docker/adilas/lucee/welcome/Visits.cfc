/** Visits to the welcome page, in a table that is kept small: the model of a table that grows by the million. */
component {

	/** Makes the table, unless it is there. */
	function init() {
		queryExecute( "
			CREATE TABLE IF NOT EXISTS visit (
				id BIGINT AUTO_INCREMENT PRIMARY KEY,
				visited TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
				KEY visited (visited)
			)
		" );
		return this;
	}

	/** Writes a visit down. */
	function add() {
		queryExecute( "INSERT INTO visit () VALUES ()" );
	}

	/**
	 * Removes visits that are older than some days, and returns how many they were. One statement removes `batch` of them at
	 * most, the oldest first, and holds no lock on the others; readers and writers go on between two statements.
	 */
	numeric function removeOlderThan( required numeric days, required numeric batch ) {
		// The end is known before the first statement: what grows old meanwhile is left to the next time. It is a number, so
		// that no time zone changes it on its way.
		var end = queryExecute(
			"SELECT UNIX_TIMESTAMP() - :days * 86400 AS moment",
			{ days: { value: days, type: "integer" } }
		).moment;
		var removed = 0;
		do {
			queryExecute(
				"DELETE FROM visit WHERE visited < FROM_UNIXTIME( :end ) ORDER BY visited LIMIT :batch",
				{ end: { value: end, type: "bigint" }, batch: { value: batch, type: "integer" } },
				{ result: "local.deleted" }
			);
			removed += local.deleted.recordCount;
			// Lets the instance that reads follow.
			sleep( 50 );
		} while ( local.deleted.recordCount == batch );
		return removed;
	}

}
