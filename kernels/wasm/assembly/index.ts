// What the engine can call. One family a file; byte pointers and sizes go in, nothing is allocated here.
export * from './activation';
export * from './avg-pool';
export * from './batch-norm';
export * from './conv';
export * from './depthwise';
export * from './elementwise';
export { gemm, gemm_scratch } from './gemm';
export * from './layer-norm';
export * from './layout';
export * from './linear';
export * from './max-pool';
export * from './softmax';
export * from './statistics';
export * from './unpool';
export * from './upsample';
export * from './winograd';

/** Where the engine's memory begins to be free. */
export function heapBase(): usize {
  return __heap_base;
}
