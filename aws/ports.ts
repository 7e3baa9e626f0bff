/** Port of PostgreSQL (https://www.postgresql.org/docs/current/runtime-config-connection.html). */
export const POSTGRES_PORT = 5432;

/** Port of MySQL (https://dev.mysql.com/doc/mysql-port-reference/en/mysql-port-reference-tables.html). */
export const MYSQL_PORT = 3306;

/** Port of Redis (https://redis.io/docs/latest/operate/oss_and_stack/management/config/). */
export const REDIS_PORT = 6379;

/** Port of NFS (https://docs.aws.amazon.com/efs/latest/ug/network-access.html). */
export const NFS_PORT = 2049;
