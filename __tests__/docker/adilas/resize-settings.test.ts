import { Refusal } from "../../../docker/adilas/resize/refusal";
import { corporationOf } from "../../../docker/adilas/resize/settings";
import { uploads } from "../../../docker/adilas/resize/upload";

const event = (...keys: string[]) => ({
  Records: keys.map((key) => ({ s3: { bucket: { name: "uploads" }, object: { key } } })),
});

describe("an upload", () => {
  it("belongs to the corporation of its first folder, and keeps the rest of its key", () => {
    expect(uploads(event("acme/images/a/logo.jpg"), "one")).toEqual([
      { bucket: "uploads", key: "acme/images/a/logo.jpg", corporation: "acme", path: "images/a/logo.jpg", image: true },
    ]);
  });

  it.each(["acme/media/film.mp4", "acme/images.zip", "acme/media/images/a.jpg", "acme/Images/a.jpg"])(
    "is no image to resize as %s",
    (key) => {
      expect(uploads(event(key), "one")[0]!.image).toBe(false);
    },
  );

  it("has the name that it was uploaded under", () => {
    expect(uploads(event("acme/images/caf%C3%A9+no%2B1.jpg"), "one")[0]!.path).toBe("images/café no+1.jpg");
  });

  it.each(["logo.jpg", "acme/", "/images/a.jpg"])("that belongs to nobody is refused: %s", (key) => {
    expect(() => uploads(event(key), "one")).toThrow(
      new Refusal(`uploads/${key} belongs to no corporation: upload it as <corporation>/<path>`),
    );
  });

  it("is not in the test event that S3 sends first", () => {
    expect(uploads({ Event: "s3:TestEvent" } as object, "one")).toEqual([]);
  });
});

describe("an upload to what several stacks share", () => {
  it("belongs to the stack of its first folder, and to the corporation of the next", () => {
    expect(uploads(event("data0/acme/images/a/logo.jpg"), "several")).toEqual([
      {
        bucket: "uploads",
        key: "data0/acme/images/a/logo.jpg",
        stack: "data0",
        corporation: "acme",
        path: "images/a/logo.jpg",
        image: true,
      },
    ]);
  });

  it.each(["acme/logo.jpg", "data0/acme/", "data0//logo.jpg", "/acme/logo.jpg"])(
    "that belongs to nobody is refused: %s",
    (key) => {
      expect(() => uploads(event(key), "several")).toThrow(
        new Refusal(`uploads/${key} belongs to no corporation: upload it as <stack>/<corporation>/<path>`),
      );
    },
  );

  it.each(["..", ".", "Data0", "data0-", "data--0", "*", "data 0", "data0.", "data0\n", "../data1"])(
    "has the name of a stack, not `%s`, which would make another bucket's name",
    (stack) => {
      expect(() => uploads(event(`${encodeURIComponent(stack).replace("%2F", "/")}/acme/logo.jpg`), "several")).toThrow(
        Refusal,
      );
    },
  );
});

describe("a corporation's entry", () => {
  const entry = (settings: object) => JSON.stringify({ tenant: "acme", state: "inactive", bucket: "b", settings });

  it.each([
    ["no settings", {}, { width: 760, quality: 90 }],
    ["some", { width: 1024 }, { width: 1024, quality: 90 }],
    ["settings of others beside them", { quality: 80, colour: "red" }, { width: 760, quality: 80 }],
  ])("gives the defaults where it has %s", (_, settings, resize) => {
    expect(corporationOf(entry(settings))).toEqual({ state: "inactive", bucket: "b", settings: resize });
  });

  it.each([
    ["{", "its entry among the tenants is no JSON: "],
    ["{}", "its entry among the tenants is not valid: "],
    [entry({ width: 0 }), "settings.width"],
    [entry({ width: "760" }), "settings.width"],
    [entry({ quality: 101 }), "settings.quality"],
  ])("is an error as %s, not the default in silence", (text, message) => {
    expect(() => corporationOf(text)).toThrow(message);
  });
});
