import { createServer, type Server } from "node:http";

/** Login with Amazon: its codes and tokens are the names of users. */
export function amazon(secret: string): Server {
  return createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const url = new URL(request.url!, "http://amazon");
      const form = new URLSearchParams(body);
      const answer = (status: number, content: object) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
      if (request.method === "POST" && url.pathname === "/auth/o2/token") {
        const honest = form.get("client_id") === "client" && form.get("client_secret") === secret;
        const user = form.get("refresh_token") ?? form.get("code");
        answer(honest && user !== "forged" ? 200 : 400, { access_token: user, refresh_token: user });
      } else if (url.pathname === "/auth/o2/tokeninfo") {
        const token = url.searchParams.get("access_token");
        answer(200, { aud: token === "elsewhere" ? "another client" : "client" });
      } else if (url.pathname === "/user/profile") {
        const user = request.headers.authorization!.replace("Bearer ", "");
        answer(200, { user_id: `amzn1.account.${user}`, name: `<b>${user}</b>`, email: "from@amazon.example" });
      } else answer(404, {});
    });
  });
}
