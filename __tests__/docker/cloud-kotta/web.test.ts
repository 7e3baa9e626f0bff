import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { ACCOUNT, describeEmulated, startEmulator } from "../../emulator/emulator";
import { amazon } from "./amazon";
import { BUCKET, Kotta, type Pool } from "./cloud-kotta";
import { eventually, type Program } from "./program";

const SITE = "https://kotta.example.org";
const SECRETS = {
  LWA_CLIENT_SECRET: "value-of-the-client-secret",
  SESSION_ENCRYPT_KEY: "value-of-the-encrypt-key-0123456789",
  SESSION_VALIDATE_KEY: "value-of-the-validate-key-0123456789",
};
const ADA = { user_id: "amzn1.account.ADA", name: "Ada", email: "ada@example.org", role: "ada" };

describeEmulated("the site of Cloud Kotta", () => {
  let kotta: Kotta;
  let login: Server;
  let prod: Pool;
  let test_: Pool;
  let site: Program;
  let address: string;

  const environment = (): Record<string, string> => ({
    ...SECRETS,
    JOBS_TABLE: "Jobs",
    USERS_TABLE: "Users",
    JOBS_BUCKET: BUCKET,
    PROD_TOPIC_ARN: prod.topic,
    TEST_TOPIC_ARN: test_.topic,
    SERVER_URL: SITE,
    USER_ROLE_PREFIX: `arn:aws:iam::${ACCOUNT}:role/kotta/`,
    LWA_CLIENT_ID: "client",
    LWA_LOGIN_URL: "https://amazon.example/ap/oa",
    LWA_API_URL: `http://127.0.0.1:${(login.address() as AddressInfo).port}`,
    CODE_FOLDER: join(kotta.scratch, "code"),
  });

  beforeAll(async () => {
    kotta = new Kotta(await startEmulator());
    await kotta.create();
    await kotta.put("Users", ADA);
    await kotta.put("Users", { ...ADA, user_id: "amzn1.account.EVE" });
    [prod, test_] = [await kotta.pool(), await kotta.pool()];
    login = amazon(SECRETS.LWA_CLIENT_SECRET);
    await new Promise<void>((resolve) => login.listen(0, "127.0.0.1", resolve));
    await fetchCode();
    [address, site] = await serve(environment());
  });
  afterAll(async () => {
    kotta.clear();
    login.closeAllConnections();
    login.close();
    await kotta.emulator.stop();
  });

  const flask = (variables: Record<string, string>) =>
    kotta.start("flask", variables, "--app", "kotta.web.app:create()", "run", "--port", "0");
  /** Starts a site, and returns its address when it answers. */
  const serve = async (variables: Record<string, string>): Promise<[string, Program]> => {
    const program = flask(variables);
    return [await eventually(async () => /Running on (http:\S+)/.exec(program.output)?.[1], "it answers"), program];
  };

  /** Puts the code artefact into the bucket and fetches it, as the entrypoint does. */
  const fetchCode = async () => {
    const source = join(kotta.scratch, "source");
    mkdirSync(join(source, "cloud_kotta/views"), { recursive: true });
    const page = '{% extends "base.html" %}{% block content %}Our own words{% endblock %}';
    writeFileSync(join(source, "cloud_kotta/views/home.html"), page);
    const Body = execFileSync("tar", ["-cz", "-C", source, "cloud_kotta"]);
    const Key = "code/cloud_kotta.tar.gz";
    await kotta.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body, ServerSideEncryption: "AES256" }));
    const fetching = kotta.start("kotta.artefact", { ...environment(), CODE_KEY: Key });
    expect(await fetching.ended).toBe(0);
  };

  /** Asks the site as the load balancer does. */
  const ask = (path: string, { cookie = "", ...init }: RequestInit & { cookie?: string } = {}) =>
    fetch(address + path, {
      redirect: "manual",
      ...init,
      headers: { "x-forwarded-proto": "https", cookie, ...(init.headers as Record<string, string>) },
    });
  const post = (path: string, form: Record<string, string>, cookie = "", origin = SITE) =>
    ask(path, { method: "POST", body: new URLSearchParams(form), cookie, headers: { origin } });
  const cookieOf = (response: Response) => response.headers.getSetCookie()[0]!.split(";")[0]!;
  /** The cookie of somebody who has logged in. */
  const logIn = async (user: string): Promise<Response> => {
    const page = await ask("/login");
    const state = /state=([\w-]+)/.exec(await page.text())![1];
    return ask(`/handle_login?code=${user}&state=${state}`, { cookie: cookieOf(page) });
  };
  const ada = async () => cookieOf(await logIn("ADA"));

  const JOB = { executable: "sh job.sh", walltime: "5", queue: "Prod", script_name: "job.sh", script: "echo 1\n" };

  test("answers the load balancer's health check, which is not forwarded", async () => {
    expect(await (await fetch(`${address}/health`)).text()).toBe("ok\n");
  });

  test("sends those who came by HTTP to HTTPS, and takes no form from them", async () => {
    const headers = { "x-forwarded-proto": "http" };
    const moved = await ask("/jobs?a=b", { headers });
    expect([moved.status, moved.headers.get("location")]).toEqual([301, `${SITE}/jobs?a=b`]);
    expect((await ask("/submit", { method: "POST", headers })).status).toBe(403);
  });

  test("shows pages of the code artefact in place of its own", async () => {
    expect(await (await ask("/")).text()).toContain("Our own words");
  });

  describe("logging in", () => {
    test("goes to Amazon and comes back with a session that cannot be read or changed", async () => {
      const page = await (await ask("/login")).text();
      expect(page).toContain("https://amazon.example/ap/oa?client_id=client&amp;scope=profile&amp;response_type=code");
      expect(page).toContain("redirect_uri=https%3A%2F%2Fkotta.example.org%2Fhandle_login");
      const back = await logIn("ADA");
      expect([back.status, back.headers.get("location")]).toEqual([302, "/jobs"]);
      const [set] = back.headers.getSetCookie();
      expect(set).toMatch(/^__Host-kotta=.+; Secure; HttpOnly; Path=\/; SameSite=Lax$/);
      const cookie = cookieOf(back);
      expect(Buffer.from(cookie.split("=")[1]!, "base64url").toString("latin1")).not.toContain("ADA");
      expect((await ask("/jobs", { cookie })).status).toBe(200);
      const changed = `${cookie.slice(0, -10)}AAAA${cookie.slice(-6)}`;
      expect((await ask("/jobs", { cookie: changed })).headers.get("location")).toBe("/login");
    });

    test("is refused to those who were not added, who learn their id", async () => {
      const back = await logIn("MALLORY");
      expect(back.status).toBe(403);
      const page = await back.text();
      expect(page).toContain("amzn1.account.MALLORY");
      expect(page).toContain("&lt;b&gt;MALLORY");
      expect((await ask("/jobs", { cookie: cookieOf(back) })).status).toBe(302);
    });

    test.each(["forged", "elsewhere"])("is refused to a code that is %s", async (code) => {
      expect((await logIn(code)).status).toBe(403);
    });

    test("is refused to a browser that did not begin it", async () => {
      const page = await ask("/login");
      expect((await ask("/handle_login?code=ADA&state=guessed", { cookie: cookieOf(page) })).status).toBe(403);
      expect((await ask("/handle_login?code=ADA&state=")).status).toBe(403);
    });

    test("lasts as long as the session's timeout says", async () => {
      const cookie = await ada();
      const [url, program] = await serve({ ...environment(), SESSION_TIMEOUT: "1" });
      await sleep(2_000);
      const headers = { "x-forwarded-proto": "https", cookie };
      const response = await fetch(`${url}/jobs`, { headers, redirect: "manual" });
      expect(response.headers.get("location")).toBe("/login");
      program.child.kill("SIGTERM");
    });

    test("gives a token for the REST interface to those who ask Amazon for one", async () => {
      const asked = await ask("/refresh_token", { cookie: await ada() });
      const amazon = new URL(asked.headers.get("location")!);
      expect(amazon.searchParams.get("redirect_uri")).toBe(`${SITE}/handle_refresh`);
      const back = `/handle_refresh?code=ADA&state=${amazon.searchParams.get("state")}`;
      expect(await (await ask(back, { cookie: cookieOf(asked) })).text()).toContain(
        "<th>refresh_token</th><td>ADA</td>",
      );
    });

    test("ends with logging out", async () => {
      const response = await post("/logout", {}, await ada());
      expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-kotta=; Expires=Thu, 01 Jan 1970/);
    });
  });

  test.each(["/jobs", "/jobs/any", "/submit", "/upload", "/upload_confirm", "/browse", "/refresh_token"])(
    "shows %s only to those who have logged in",
    async (path) => {
      const response = await ask(path);
      expect([response.status, response.headers.get("location")]).toEqual([302, "/login"]);
    },
  );

  test("submits a job: into the table, and by the topic into its pool's queue", async () => {
    const cookie = await ada();
    const form = { ...JOB, jobname: "<first>", inputs: "s3://data/in.txt\nhttps://x.example/b", outputs: "out.txt" };
    const response = await post("/submit", form, cookie);
    expect(response.status).toBe(303);
    const job_id = response.headers.get("location")!.split("/").at(-1)!;

    expect(await kotta.job(job_id)).toMatchObject({
      status: "pending",
      jobname: "<first>",
      i_user_id: ADA.user_id,
      i_user_role: `arn:aws:iam::${ACCOUNT}:role/kotta/ada`,
      user_email: "ada@example.org",
      walltime: 300,
      inputs: [
        { src: "s3://data/in.txt", dest: "in.txt" },
        { src: "https://x.example/b", dest: "b" },
      ],
      outputs: [{ src: "out.txt", dest: `${BUCKET}/outputs/${job_id}/out.txt` }],
    });
    const { Messages } = await kotta.sqs("ReceiveMessage", { QueueUrl: prod.pending });
    expect(JSON.parse(JSON.parse(Messages[0].Body).Message)).toEqual({ job_id });
    expect(await kotta.counts(test_.pending)).toEqual([0, 0]);

    expect(await (await ask("/jobs", { cookie })).text()).toContain("&lt;first&gt;</a>");
    const page = await (await ask(`/jobs/${job_id}`, { cookie })).text();
    expect(page).toContain(`action="/cancel/${job_id}"`);
    expect(page).not.toContain("i_user_role");

    // Nobody else sees it, and nobody else cancels it.
    const eve = cookieOf(await logIn("EVE"));
    expect((await ask(`/jobs/${job_id}`, { cookie: eve })).status).toBe(404);
    expect(await (await ask("/jobs", { cookie: eve })).text()).not.toContain(job_id);
    expect((await post(`/cancel/${job_id}`, {}, eve)).status).toBe(404);
    expect((await post(`/cancel/${job_id}`, {}, cookie, "https://evil.example")).status).toBe(403);
    expect((await kotta.job(job_id))["status"]).toBe("pending");

    expect((await post(`/cancel/${job_id}`, {}, cookie)).status).toBe(303);
    expect(await kotta.job(job_id)).toMatchObject({ status: "cancelled", reason: "Cancelled by its user" });
  });

  test("links to the outputs of a job that is over", async () => {
    const job = { job_id: "over", status: "completed", i_user_id: ADA.user_id };
    await kotta.put("Jobs", job);
    const object = {
      Bucket: BUCKET,
      Key: "outputs/over/out.txt",
      Body: "result",
      ServerSideEncryption: "AES256",
    } as const;
    await kotta.s3.send(new PutObjectCommand(object));
    const page = await (await ask("/jobs/over", { cookie: await ada() })).text();
    const link = /href="(http[^"]+)">out\.txt/.exec(page)![1]!.replaceAll("&amp;", "&");
    expect(await (await fetch(link)).text()).toBe("result");
    expect(link).toContain("response-content-disposition=attachment");
    await post("/cancel/over", {}, await ada());
    expect((await kotta.job("over"))["status"]).toBe("completed");
  });

  test.each([
    [{ walltime: "0" }, "walltime is not a number of minutes from 1 to 690"],
    [{ queue: "Other" }, "queue is none of Prod, Test"],
    [{ executable: "" }, "the job has no executable"],
    [{ executable: "sh '" }, "the command cannot be read"],
    [{ script_name: "../job.sh" }, "script_name is not the name of a file"],
  ])("says what is wrong with a job: %j", async (more, text) => {
    const response = await post("/submit", { ...JOB, ...more }, await ada());
    expect(response.status).toBe(400);
    const page = await response.text();
    expect(page).toContain(text);
    // What was written is still there.
    expect(page).toContain("echo 1\n</textarea>");
  });

  describe("uploading", () => {
    /** The form of the page, and where it goes. */
    const uploadForm = async () => {
      const page = await (await ask("/upload", { cookie: await ada() })).text();
      const fields = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
      return { url: /action="(http[^"]+)"/.exec(page)![1]!, fields: fields.map(([, name, value]) => [name!, value!]) };
    };
    const send = async (url: string, fields: string[][]) => {
      const form = new FormData();
      for (const [name, value] of fields) form.append(name!, value!);
      form.append("file", new Blob(["data"]), "in.txt");
      return fetch(url, { method: "POST", body: form, redirect: "manual" });
    };

    test("puts a file into the user's folder, encrypted, by the form that the task role signed", async () => {
      const { url, fields } = await uploadForm();
      const policy = JSON.parse(Buffer.from(fields.find(([name]) => name === "policy")![1]!, "base64").toString());
      expect(policy.conditions).toEqual(
        expect.arrayContaining([
          { "x-amz-server-side-encryption": "AES256" },
          { success_action_redirect: `${SITE}/upload_confirm` },
          ["content-length-range", 0, 5 * 1024 ** 3],
          ["starts-with", "$key", `uploads/${ADA.user_id}/`],
        ]),
      );
      const response = await send(url, fields);
      expect(response.headers.get("location")).toMatch(`${SITE}/upload_confirm?`);
      expect(await kotta.text(`uploads/${ADA.user_id}/in.txt`)).toBe("data");
      const page = await (await ask("/browse", { cookie: await ada() })).text();
      expect(page).toContain(`s3://${BUCKET}/uploads/${ADA.user_id}/in.txt`);
    });

    test("lets nobody look at another's upload", async () => {
      const cookie = await ada();
      const confirm = (key: string) => ask(`/upload_confirm?key=${key}`, { cookie });
      expect((await confirm(`uploads/${ADA.user_id}/in.txt`)).status).toBe(200);
      expect((await confirm("uploads/amzn1.account.EVE/in.txt")).status).toBe(404);
    });

    test("may go to the bucket in its region, and to no other site", async () => {
      const policy = (await ask("/upload", { cookie: await ada() })).headers.get("content-security-policy");
      expect(policy).toContain(`form-action 'self' ${kotta.emulator.endpoint};`);

      const elsewhere = { ...environment(), AWS_ENDPOINT_URL: "", AWS_REGION: "eu-central-1" };
      const [url, program] = await serve(elsewhere);
      const onAws = (await fetch(`${url}/health`)).headers.get("content-security-policy");
      expect(onAws).toContain(`form-action 'self' https://${BUCKET}.s3.eu-central-1.amazonaws.com;`);
      program.child.kill("SIGKILL");
    });
  });

  describe("the REST interface", () => {
    const call = async (path: string, form: Record<string, string>): Promise<readonly [number, any]> => {
      const response = await post(`/rest/v1/${path}`, form, "", "");
      return [response.status, await response.json()];
    };
    const token = { access_token: "ADA" };

    test("submits, lists, shows and cancels jobs of the token's user", async () => {
      const [status, submitted] = await call("submit_task", { ...JOB, ...token, queue: "Test" });
      expect([status, submitted.status]).toEqual([200, "Success"]);
      expect(await kotta.counts(test_.pending)).toEqual([1, 0]);
      const { job_id } = submitted;
      const [, listed] = await call("list_tasks", { refresh_token: "ADA" });
      expect(Object.values(listed.items).map((job: any) => job.job_id)).toContain(job_id);
      expect((await call(`status_task/${job_id}`, token))[1]).toMatchObject({ status: "pending", outputs: {} });
      expect((await call(`status_task/${job_id}`, { access_token: "EVE" }))[0]).toBe(404);
      expect((await call(`cancel_task/${job_id}`, { access_token: "EVE" }))[0]).toBe(404);
      expect((await call(`cancel_task/${job_id}`, token))[1]).toEqual({ status: "Success" });
      expect((await kotta.job(job_id))["status"]).toBe("cancelled");
    });

    test.each([
      [{}, 401],
      [{ access_token: "elsewhere" }, 401],
      [{ refresh_token: "forged" }, 401],
      [{ access_token: "MALLORY" }, 403],
    ])("refuses %j with %d", async (form, status) => {
      expect(await call("submit_task", { ...JOB, ...form })).toEqual([
        status,
        { status: "Fail", reason: expect.any(String) },
      ]);
    });

    test("gives an address to PUT a file to, which needs encryption", async () => {
      const [, { upload_url, headers }] = await call("upload_url", { ...token, filepath: "python/model.pkl" });
      expect((await fetch(upload_url, { method: "PUT", body: "model" })).status).toBe(403);
      expect((await fetch(upload_url, { method: "PUT", body: "model", headers })).status).toBe(200);
      expect(await kotta.text(`uploads/${ADA.user_id}/python/model.pkl`)).toBe("model");
      expect((await call("upload_url", { ...token, filepath: "../EVE/model.pkl" }))[0]).toBe(400);
    });
  });

  test("prints no secret", async () => {
    for (const secret of Object.values(SECRETS)) expect(site.output).not.toContain(secret);
  });

  test("does not start with session keys that could be guessed", async () => {
    const refused = flask({ ...environment(), SESSION_ENCRYPT_KEY: "short" });
    expect(await refused.ended).toBe(1);
    expect(refused.output).toContain("[kotta] SESSION_ENCRYPT_KEY must have at least 32 characters");
  });
});
