import type { BenchEnvironment } from "../environments";
import { boundaryArn } from "./boundary";
import { REGION } from "./s3-stack";

export interface ContainersProps {
  readonly environment: BenchEnvironment;
  readonly logGroup: string;
  readonly images: Record<"ps-server" | "ps-web" | "ps-nginx", string>;
  readonly database: { readonly host: string; readonly passwordArn: string };
  readonly secretArn: string;
}

/** The four containers of the task, as ECS writes them. */
export function containerDefinitions(props: ContainersProps): object[] {
  const { environment, images, database, secretArn } = props;
  const { domain, variables } = environment;
  const redis = container(props, {
    name: "redis",
    image: "public.ecr.aws/docker/library/redis:7.4-alpine",
    port: 6379,
    scratch: ["/data"],
  });
  const server = container(props, {
    name: "ps-server",
    image: images["ps-server"],
    port: 50051,
    command: ["python", "ps_server.py"],
    environment: {
      DOMAIN: domain,
      GRPC_POLL_STRATEGY: "poll",
      PS_SERVER_PORT: "50051",
      S3_BUCKET: variables.bucket,
      TF_VAR_permissions_boundary: boundaryArn(environment),
    },
    secrets: { CLUSTER_REPO: `${secretArn}:cluster_repo::` },
  });
  const web = container(props, {
    name: "ps-web",
    image: images["ps-web"],
    port: 8000,
    after: ["redis", "ps-server"],
    environment: {
      CSRF_TRUSTED_ORIGINS: "https://*.testsliderule.org https://*.slideruleearth.io",
      DJANGO_ALLOWED_HOSTS: ".testsliderule.org .slideruleearth.io",
      DOMAIN: domain,
      GRPC_DNS_RESOLVER: "native",
      GRPC_POLL_STRATEGY: "poll",
      POSTGRES_DB: "provsys",
      PS_BLD_ENVVER: variables.version,
      PS_SERVER_HOST: "localhost",
      PS_SERVER_PORT: "50051",
      PS_SITE_TITLE: variables["site-title"],
      PS_VERSION: variables.version,
      REDIS_HOST: "localhost",
      SITE_ID: variables["site-id"],
      SQL_ENGINE: "django.db.backends.postgresql",
      SQL_HOST: database.host,
      SQL_PORT: "5432",
    },
    secrets: {
      DJANGO_OIDC_RSA_PRIVATE_KEY: `${secretArn}:oidc_rsa_key::`,
      DJANGO_SECRET_KEY: `${secretArn}:django_secret_key::`,
      JWT_SECRET_KEY: `${secretArn}:jwt_secret_key::`,
      MFA_PLACEHOLDER: `${secretArn}:mfa_placeholder::`,
      POSTGRES_PASSWORD: `${database.passwordArn}:password::`,
      POSTGRES_USER: `${database.passwordArn}:username::`,
    },
  });
  const nginx = container(props, {
    name: "ps-nginx",
    image: images["ps-nginx"],
    port: 80,
    after: ["ps-web"],
    scratch: ["/tmp"],
  });
  return [redis, server, web, nginx];
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly port: number;
  readonly command?: string[];
  readonly after?: string[];
  readonly environment?: Record<string, string>;
  readonly secrets?: Record<string, string>;
  /** Writable folders; without any, the root file system is writable. */
  readonly scratch?: string[];
}

function container({ logGroup }: ContainersProps, one: Container): object {
  return {
    name: one.name,
    image: one.image,
    essential: true,
    portMappings: [{ containerPort: one.port, hostPort: one.port, protocol: "tcp" }],
    command: one.command,
    environment: Object.entries(one.environment ?? {}).map(([name, value]) => ({ name, value })),
    secrets: Object.entries(one.secrets ?? {}).map(([name, valueFrom]) => ({ name, valueFrom })),
    dependsOn: (one.after ?? []).map((containerName) => ({ containerName, condition: "START" })),
    readonlyRootFilesystem: one.scratch !== undefined,
    mountPoints: (one.scratch ?? []).map((containerPath, index) => ({
      sourceVolume: `${one.name}-scratch-${index}`,
      containerPath,
      readOnly: false,
    })),
    stopTimeout: 30,
    linuxParameters: { initProcessEnabled: true },
    logConfiguration: {
      logDriver: "awslogs",
      options: { "awslogs-group": logGroup, "awslogs-region": REGION, "awslogs-stream-prefix": one.name },
    },
    volumesFrom: [],
    systemControls: [],
  };
}
