/*
 * Intel ISA-L over stripes of 1 MiB blocks on one thread, as CoderBenchmark does it: encoding, and rebuilding the first one
 * and two data blocks from the first k of the others. Prints a figure a line, as JSON; MB/s of data, median of the rounds.
 */
#define _POSIX_C_SOURCE 200809L
#include <isa-l.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BLOCK (1 << 20)
#define MOST 32
#define ROUNDS 3

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static int ascending(const void *a, const void *b) {
  double difference = *(const double *) a - *(const double *) b;
  return (difference > 0) - (difference < 0);
}

static double rate(int k, int rows, unsigned char *tables, unsigned char **in, unsigned char **out) {
  double rates[ROUNDS];
  for (int round = 0; round < ROUNDS; round++) {
    double begin = now();
    double time;
    long stripes = 0;
    do {
      ec_encode_data(BLOCK, k, rows, tables, in, out);
      stripes++;
      time = now() - begin;
    } while (time < 0.3);
    rates[round] = stripes * (double) k * BLOCK / time / 1e6;
  }
  qsort(rates, ROUNDS, sizeof(double), ascending);
  return rates[ROUNDS / 2];
}

static void measure(int k, int m) {
  unsigned char *blocks[MOST];
  unsigned char matrix[MOST * MOST], part[MOST * MOST], inverse[MOST * MOST], tables[32 * MOST * MOST];
  for (int i = 0; i < k + m; i++) {
    if (posix_memalign((void **) &blocks[i], 64, BLOCK)) exit(1);
    for (int j = 0; j < BLOCK; j++) blocks[i][j] = (unsigned char) rand();
  }
  gf_gen_cauchy1_matrix(matrix, k + m, k);
  ec_init_tables(k, m, matrix + k * k, tables);
  printf("{\"part\":\"coder\",\"name\":\"%d+%d encode\",\"subject\":\"ISA-L\",\"value\":%.1f,\"unit\":\"MB/s\"}\n", k, m,
         rate(k, m, tables, blocks, blocks + k));
  for (int lost = 1; lost <= 2; lost++) {
    unsigned char *out[2], *expected[2];
    for (int i = 0; i < lost; i++) {
      expected[i] = blocks[i];
      if (posix_memalign((void **) &out[i], 64, BLOCK)) exit(1);
    }
    for (int row = 0; row < k; row++) memcpy(part + row * k, matrix + (row + lost) * k, k);
    if (gf_invert_matrix(part, inverse, k)) exit(1);
    ec_init_tables(k, lost, inverse, tables);
    double reached = rate(k, lost, tables, blocks + lost, out);
    for (int i = 0; i < lost; i++) {
      if (memcmp(out[i], expected[i], BLOCK)) exit(1);
      free(out[i]);
    }
    printf("{\"part\":\"coder\",\"name\":\"%d+%d rebuild %d\",\"subject\":\"ISA-L\",\"value\":%.1f,\"unit\":\"MB/s\"}\n", k, m,
           lost, reached);
  }
  for (int i = 0; i < k + m; i++) free(blocks[i]);
}

int main(void) {
  measure(4, 2);
  measure(6, 3);
  measure(10, 4);
  return 0;
}
