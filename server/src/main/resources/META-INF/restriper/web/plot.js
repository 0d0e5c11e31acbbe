// @ts-check
// A run's progress over time, drawn.

import { el } from './dom.js';
import { count, list } from './known.js';
import { duration, percent } from './words.js';

const [WIDTH, HEIGHT] = [640, 200];
const [LEFT, RIGHT, TOP, BOTTOM] = [48, 12, 12, 34];

/**
 * @typedef {{time: number, percent: number}} Point
 * @typedef {{phase: string, points: Point[]}} Line
 */

/**
 * A line for each phase: from its beginning, over what this page saw of it, to where it is or ended.
 *
 * @param {any} run
 * @param {import('./watch.js').Sample[]} samples
 * @returns {Line[]}
 */
export function lines(run, samples) {
  return list(run.phases)
    .map((phase) => {
      const begin = Date.parse(phase.started_at);
      const end = begin + 1000 * count(phase.elapsed_seconds);
      const seen = samples.filter((sample) => sample.phase === phase.phase && sample.time > begin && sample.time < end);
      const points = [{ time: begin, percent: 0 }, ...seen, { time: end, percent: count(phase.percent_complete) }];
      return { phase: String(phase.phase), points: points.filter((p) => !Number.isNaN(p.time) && p.percent <= 100) };
    })
    // Planning has no percentage to draw: it ends when it is known what there is to do.
    .filter((line) => line.phase !== 'PLANNING' && line.points.length > 1);
}

/**
 * The drawing.
 *
 * @param {any} run
 * @param {import('./watch.js').Sample[]} samples
 * @returns {Element}
 */
export function plot(run, samples) {
  const drawn = lines(run, samples);
  const times = drawn.flatMap((line) => line.points.map((point) => point.time));
  const from = Math.min(Date.parse(run.started_at), ...times);
  const to = Math.max(from + 1000, ...times);
  /** @param {number} time */
  const x = (time) => round(LEFT + ((time - from) / (to - from)) * (WIDTH - LEFT - RIGHT));
  /** @param {number} value */
  const y = (value) => round(HEIGHT - BOTTOM - (value / 100) * (HEIGHT - TOP - BOTTOM));
  return el('svg.plot', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': summary(run, drawn), id: 'plot' },
    [0, 50, 100].map((value) => el('g', {},
      el('line.grid', { x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value) }),
      el('text', { x: LEFT - 6, y: y(value) + 4, 'text-anchor': 'end' }, `${value} %`))),
    el('text', { x: LEFT, y: HEIGHT - 12 }, '0'),
    el('text', { x: WIDTH - RIGHT, y: HEIGHT - 12, 'text-anchor': 'end' }, duration((to - from) / 1000)),
    drawn.map((line) => drawLine(line, x, y)));
}

/** @param {Line} line @param {(time: number) => number} x @param {(value: number) => number} y */
function drawLine(line, x, y) {
  const last = line.points[line.points.length - 1];
  return el(`g.line.phase-${line.phase.toLowerCase()}`, {},
    el('title', {}, `${line.phase} to ${percent(last.percent)}`),
    el('polyline', { points: line.points.map((point) => `${x(point.time)},${y(point.percent)}`).join(' ') }),
    el('circle', { cx: x(last.time), cy: y(last.percent), r: 3 }));
}

/** @param {any} run @param {Line[]} drawn */
function summary(run, drawn) {
  const parts = drawn.map((line) => `${line.phase} to ${percent(line.points[line.points.length - 1].percent)}`);
  return `Progress of run ${run.id} over time: ${parts.length > 0 ? parts.join(', ') : 'nothing to draw yet'}.`;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}
