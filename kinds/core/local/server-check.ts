/** Time between two checks of a server that is to start soon. */
export const SERVER_CHECK = { interval: "2s", timeout: "5s", retries: 60 } as const;
