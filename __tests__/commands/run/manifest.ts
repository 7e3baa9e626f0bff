/** A shop whose web service has one container and whose worker has two. */
export const MANIFEST = `
system: shop
region: us-east-1
images:
  app: { pull: "public.ecr.aws/shop/app:1" }
capacities:
  large: { instances: [m5.xlarge], max: 2 }
services:
  web: { image: app }
  cruncher: { image: app, capacity: large }
  worker:
    containers:
      celery: { image: app }
      redis: { image: app }
jobs:
  migrate: { service: web, command: [python, manage.py, migrate, --no-input] }
  init-roles: { service: web, command: [python, manage.py, init_roles] }
  save-users: { service: web, command: [python, manage.py, save_users] }
  clean: { service: worker, container: celery, command: [clean] }
init: [migrate, init-roles, save-users]
environments:
  staging: {}
  empty: { init: [] }
`;
