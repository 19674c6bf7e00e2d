import type { Metric } from '../domain/metric.js';
import { accuracy } from './accuracy.js';

/** Every metric, by the name that suites and policies use. */
export const METRICS = { accuracy } as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;
