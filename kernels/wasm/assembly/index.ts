// What the engine can call. One family a file; byte pointers and sizes go in, nothing is allocated here.
export * from './avg-pool';
export * from './conv';
export * from './depthwise';
export * from './elementwise';
export { gemm, gemm_scratch } from './gemm';
export * from './layout';
export * from './linear';
export * from './max-pool';
export * from './statistics';
export * from './unpool';
export * from './upsample';
export * from './winograd';

/** Where the engine's memory begins to be free. */
export function heapBase(): usize {
  return __heap_base;
}
