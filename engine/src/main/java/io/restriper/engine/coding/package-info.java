/**
 * The erasure code: from k data blocks to m parity blocks, and from any k of them to the others.
 *
 * <p>What is described here is the format on the drives. It never changes; tests pin it with fixed
 * values.
 *
 * <h2>Symbols</h2>
 *
 * <p>The code is a systematic Cauchy Reed-Solomon code over GF(2^8) with the polynomial x^8 + x^4 +
 * x^3 + x^2 + 1 (0x11d). A parity symbol is the sum over the data blocks of coefficient times data
 * symbol, each from the same place in its block.
 *
 * <p>The symbols of a block lie bit-sliced, because that turns a product by a constant into XORs of
 * whole runs of bytes (Blömer et al., <i>An XOR-Based Erasure-Resilient Coding Scheme</i>, ICSI
 * TR-95-048, 1995). A block is cut in coding units of 64 KiB; the last one may be shorter, and its
 * length is a multiple of 64 bytes. A unit of u bytes consists of eight lanes: lane j, from 0 to 7,
 * is its bytes from j*u/8 to (j+1)*u/8. Bit s of a lane is bit (s mod 8), counted from the least
 * significant, of its byte (s div 8). Symbol s of the unit has bit s of lane j as its bit j, the
 * coefficient of x^j. So a unit can be recomputed from the same unit of k other blocks.
 *
 * <h2>Coefficients</h2>
 *
 * <p>Row i (0 to m-1) and column j (0 to k-1) of the coding matrix hold the coefficient of data
 * block j in parity block i:
 *
 * <pre>
 * c(0,j) = 1
 * c(i,j) = s(i) * q(i, y(j))   where q(i,y) = y / (i + y)    for i from 1
 * </pre>
 *
 * <p>The y(j) are k different values from m to 255, in ascending order; the s(i) are from 1 to 255;
 * +, * and / are those of the field. It is the Cauchy matrix 1 / (i + y(j)) whose columns are
 * divided by their first element and whose rows are multiplied by s(i); that keeps every square
 * part of it invertible, so any k blocks suffice, and makes parity block 0 the plain XOR of the
 * data blocks. For k = 1 every coefficient is 1.
 *
 * <p>The y(j) and s(i) are those that need few XORs, after Plank and Xu, <i>Optimizing Cauchy
 * Reed-Solomon Codes for Fault-Tolerant Network Storage Applications</i>, 2006. Let w(e) be the
 * number of ones in the 8 by 8 bit matrix of the element e: the sum over j from 0 to 7 of the
 * number of ones in e * 2^j. Then for each t from 1 to 255:
 *
 * <ol>
 *   <li>Set s(1) to s(m-1) to t, and the best cost of this t to infinity.
 *   <li>Take as the y(j) those k of the values from m to 255 for which the sum over i from 1 to m-1
 *       of w(s(i) * q(i,y)) is least; among equals the smaller y.
 *   <li>Set each s(i) to the value s from 1 to 255 for which the sum over j of w(s * q(i, y(j))) is
 *       least; among equals the smaller s.
 *   <li>The cost is the sum of these least sums over i from 1 to m-1. If it is below the best cost
 *       of this t, it becomes that, and the steps from 2 are done again; else this t is finished
 *       and what the last steps 2 and 3 chose is forgotten.
 * </ol>
 *
 * <p>The y(j) and s(i) of the t with the least best cost are used; among equals those of the
 * smallest t.
 */
package io.restriper.engine.coding;
