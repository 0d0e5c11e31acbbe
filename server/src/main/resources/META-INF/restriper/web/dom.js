// @ts-check
// Elements made from data, and put in the place of those that are there with as little change as can be, so that what a
// person has focused or opened stays so. Text only ever becomes text.

const SVG = 'http://www.w3.org/2000/svg';
const SVG_NAMES = new Set(['svg', 'g', 'path', 'line', 'polyline', 'circle', 'rect', 'text', 'title', 'desc']);

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element.
 *
 * @param {string} name of the element, with its classes after dots: "p.small"
 * @param {Record<string, string | number | boolean | undefined>} [attributes] true sets an empty one, false and undefined none
 * @param {...(Child | Child[])} children
 * @returns {Element}
 */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const made = SVG_NAMES.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  if (classes.length > 0) {
    made.setAttribute('class', classes.join(' '));
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? '' : String(value));
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => /** @type {Node | string} */ (child)));
  return made;
}

/**
 * Makes the children of an element be like these.
 *
 * @param {Element} parent
 * @param {Child[]} wanted
 */
export function show(parent, wanted) {
  const holder = document.createElement('div');
  holder.append(...wanted.filter(Boolean).map((child) => /** @type {Node | string} */ (child)));
  liken(parent, holder);
}

/** @param {Element} parent @param {Element} wanted */
function liken(parent, wanted) {
  const children = [...wanted.childNodes];
  children.forEach((child, at) => {
    const there = parent.childNodes[at];
    if (there === undefined) {
      parent.append(child);
    } else if (!alike(there, child)) {
      there.replaceWith(child);
    } else if (child.nodeType === Node.TEXT_NODE) {
      if (there.nodeValue !== child.nodeValue) {
        there.nodeValue = child.nodeValue;
      }
    } else {
      likenAttributes(/** @type {Element} */ (there), /** @type {Element} */ (child));
      liken(/** @type {Element} */ (there), /** @type {Element} */ (child));
    }
  });
  while (parent.childNodes.length > children.length) {
    parent.lastChild?.remove();
  }
}

/** @param {Node} one @param {Node} other */
function alike(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName &&
    (!(one instanceof Element) || one.getAttribute('data-key') === /** @type {Element} */ (other).getAttribute('data-key'));
}

/** @param {Element} there @param {Element} wanted */
function likenAttributes(there, wanted) {
  for (const { name } of [...there.attributes]) {
    // Whether details are open is the reader's choice.
    if (!wanted.hasAttribute(name) && !(name === 'open' && there.nodeName === 'DETAILS')) {
      there.removeAttribute(name);
    }
  }
  for (const { name, value } of wanted.attributes) {
    if (there.getAttribute(name) !== value) {
      there.setAttribute(name, value);
    }
  }
}

/**
 * The element with an ID, which stands in the page.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`The page lacks the element ${id}.`);
  }
  return found;
}
