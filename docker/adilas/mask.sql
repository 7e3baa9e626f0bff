-- Run on each night's copy of the live database before anybody gets to it (docs/adilas.md, "The third colour").
-- It changes every text column by its name, in every table of every database. The same text becomes the same text in a
-- night, so that rows still belong together, and another text the next night. Add names, or statements of your own, at
-- the end: a statement that fails ends the copy, and the one of the night before stays.
CREATE DATABASE masking;
SET SESSION foreign_key_checks = 0;
SET @salt = CONCAT(UUID(), RAND());

DELIMITER //
-- Changes columns whose names are like `pattern` to `value`, an expression in which HASH is the hash of what was there.
CREATE PROCEDURE masking.texts(pattern VARCHAR(64), value VARCHAR(200))
BEGIN
  DECLARE is_last BOOLEAN DEFAULT FALSE;
  DECLARE made TEXT;
  DECLARE found CURSOR FOR
    SELECT CONCAT(
        'UPDATE `', REPLACE(c.table_schema, '`', '``'), '`.`', REPLACE(c.table_name, '`', '``'),
        '` SET `', REPLACE(c.column_name, '`', '``'), '` = LEFT(',
        REPLACE(value, 'HASH', CONCAT('SHA2(CONCAT(@salt, `', REPLACE(c.column_name, '`', '``'), '`), 256)')),
        ', ', c.character_maximum_length, ') WHERE `', REPLACE(c.column_name, '`', '``'), '` <> ''''')
      FROM information_schema.columns c
      JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
     WHERE t.table_type = 'BASE TABLE'
       AND c.data_type IN ('char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext')
       AND c.extra NOT LIKE '%GENERATED%'
       AND c.table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'masking')
       AND c.column_name LIKE pattern;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET is_last = TRUE;
  OPEN found;
  one: LOOP
    FETCH found INTO made;
    IF is_last THEN LEAVE one; END IF;
    SET @statement = made;
    PREPARE masking FROM @statement;
    EXECUTE masking;
    DEALLOCATE PREPARE masking;
  END LOOP;
  CLOSE found;
END//
DELIMITER ;

CALL masking.texts('%mail%', 'CONCAT(LEFT(HASH, 16), ''@example.com'')');
-- 555-0100 to 555-0199 are nobody's (https://nationalnanpa.com/number_resource_info/555_numbers.html).
CALL masking.texts('%phone%', 'CONCAT(''555-01'', CONV(LEFT(HASH, 1), 16, 10) MOD 10, CONV(RIGHT(HASH, 1), 16, 10) MOD 10)');
CALL masking.texts('%mobile%', 'CONCAT(''555-01'', CONV(LEFT(HASH, 1), 16, 10) MOD 10, CONV(RIGHT(HASH, 1), 16, 10) MOD 10)');
CALL masking.texts('%password%', 'HASH');
CALL masking.texts('%ssn%', 'HASH');
CALL masking.texts('%social_security%', 'HASH');
CALL masking.texts('%card_number%', 'HASH');
CALL masking.texts('%account_number%', 'HASH');

DROP DATABASE masking;
