import { spread } from "../../bench/statistics";

test("the median of an odd number of values is the one in the middle", () => {
  expect(spread([30, 1, 2])).toEqual({ median: 2, min: 1, max: 30 });
});

test("the median of an even number of values is between the two in the middle", () => {
  expect(spread([4, 1, 3, 100])).toEqual({ median: 3.5, min: 1, max: 100 });
});

test("one value is its own median", () => {
  expect(spread([7])).toEqual({ median: 7, min: 7, max: 7 });
});
