/** A system with one of each thing that has a place on a developer's computer. */
export const DEPOT = `system: depot
region: eu-central-1
domain: example.org
images:
  web:    { build: docker/web }
  worker: { build: { context: docker/worker, args: { WEB_IMAGE: "\${web.uri}", PLAIN: "5$" } } }
  resize: { build: docker/resize }
  proxy:  { pull: "nginx:1.29" }
databases:
  main:  { engine: aurora-mysql, version: "8.0", instance: db.r6g.large, database: depot }
  other: { engine: postgres, version: "16", instance: db.t4g.micro, database: other, user: keeper }
extraDatabases:
  reports:  { server: main }
  archives: { server: other, database: archive }
caches:
  redis: { engine: redis, node: cache.t4g.micro }
buckets:
  media:   {}
  uploads: {}
tenants:
  customers: { database: main, settings: { width: 760 }, of: { acme: { settings: { width: 1024 } }, bravo-two: { state: inactive } } }
tables:
  jobs: { key: { name: id }, sort: { name: at, type: number } }
topics:
  events: {}
queues:
  work: { from: events, visibility: 60s }
secrets:
  app: { keys: [TOKEN], generate: [SALT] }
email:
  mail: { from: depot@example.org, identity: example.org }
userPools:
  people: { hosted: { prefix: depot-local }, clients: { web: { callbacks: ["https://www.example.org/in"] } } }
services:
  web:
    expose: { host: www.example.org, container: proxy }
    size: { cpu: 512, memory: 1024 }
    uses: { main: connect, reports: connect, redis: connect, media: read-write, events: publish, app: read, people: sign-in, mail: send }
    containers:
      app:
        image: web
        port: 8000
        command: [serve, --price, "5$"]
        environment:
          DATABASE: mysql://\${main.host}:\${main.port}/\${main.name}
          DATABASE_USER: \${main.secret.username}
          DATABASE_PASSWORD: \${main.secret.password}
          REPORTS: \${reports.secret}
          REDIS: \${redis.host}:\${redis.port}
          REDIS_TLS: \${redis.tls}
          MEDIA: \${media.name}
          EVENTS: \${events.arn}
          TOKEN: \${app.TOKEN}
          POOL: \${people.id}
          URL: \${web.url}
        health: { command: 'test "$READY" = yes', start: 20s }
        startAfter: { prepare: success }
        scratch: [/tmp]
      prepare:
        image: web
        command: [prepare]
      proxy:
        image: proxy
        port: 80
        startAfter: { app: healthy }
  worker:
    image: worker
    heap: { size: 256, variable: HEAP_MIB }
    stopTimeout: 120s
    uses: { other: connect, archives: connect, work: receive, jobs: read-write, web: connect }
    environment:
      ARCHIVE: \${archives.host}/\${archives.name}
      LOGIN: \${other.secret.arn}
      WORK: \${work.url}
      JOBS: \${jobs.name}
      WEB: http://\${web.host}:\${web.port}
functions:
  resize:
    image: resize
    memory: 1769
    uses: { uploads: read, media: read-write, customers: read-write }
    triggers: [{ bucket: uploads }]
    environment: { DIRECTORY: "\${customers.directory}", BUCKETS: '{"acme": "\${media.name}"}' }
jobs:
  migrate: { service: worker, command: [migrate], schedule: rate(1 day) }
environments:
  local: { disposable: true }
`;
