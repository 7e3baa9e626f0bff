import { Refusal } from "../../docker/adilas/resize/refusal";
import { resizeOf } from "../../docker/adilas/resize/settings";
import { uploads } from "../../docker/adilas/resize/upload";

const event = (...keys: string[]) => ({
  Records: keys.map((key) => ({ s3: { bucket: { name: "uploads" }, object: { key } } })),
});

describe("an upload", () => {
  it("belongs to the corporation of its first folder, and keeps the rest of its key", () => {
    expect(uploads(event("acme/images/a/logo.jpg"))).toEqual([
      { bucket: "uploads", key: "acme/images/a/logo.jpg", corporation: "acme", path: "images/a/logo.jpg", image: true },
    ]);
  });

  it.each(["acme/media/film.mp4", "acme/images.zip", "acme/media/images/a.jpg", "acme/Images/a.jpg"])(
    "is no image to resize as %s",
    (key) => {
      expect(uploads(event(key))[0]!.image).toBe(false);
    },
  );

  it("has the name that it was uploaded under", () => {
    expect(uploads(event("acme/images/caf%C3%A9+no%2B1.jpg"))[0]!.path).toBe("images/café no+1.jpg");
  });

  it.each(["logo.jpg", "acme/", "/images/a.jpg"])("that belongs to nobody is refused: %s", (key) => {
    expect(() => uploads(event(key))).toThrow(
      new Refusal(`uploads/${key} belongs to no corporation: upload it as <corporation>/<path>`),
    );
  });

  it("is not in the test event that S3 sends first", () => {
    expect(uploads({ Event: "s3:TestEvent" } as object)).toEqual([]);
  });
});

describe("a corporation's settings", () => {
  const SETTINGS = JSON.stringify({ default: { quality: 80 }, corporations: { acme: { width: 1024 } } });

  it.each([
    ["no settings", "acme", undefined, { width: 760, quality: 90 }],
    ["those of all", "other", SETTINGS, { width: 760, quality: 80 }],
    ["its own over those of all", "acme", SETTINGS, { width: 1024, quality: 80 }],
    ["empty settings", "acme", "{}", { width: 760, quality: 90 }],
  ])("are made of %s", (_, corporation, text, resize) => {
    expect(resizeOf(corporation, text)).toEqual(resize);
  });

  it.each([
    ["{", "the resize settings are no JSON: "],
    ['{"default": {"width": 0}}', "the resize settings are not valid: "],
    ['{"default": {"widht": 100}}', 'Unrecognized key: "widht"'],
    ['{"corporations": {"other": {"quality": 101}}}', "corporations.other.quality"],
  ])("are an error as %s, not the default in silence", (text, message) => {
    expect(() => resizeOf("acme", text)).toThrow(message);
  });
});
