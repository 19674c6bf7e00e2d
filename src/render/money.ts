import type { Money } from '../domain/price.js';
import { count } from './format.js';

const NBSP = '\u00A0';
/** Below it four digits of an amount say nothing. */
const LEAST = 0.00005;

/** The amount without its currency: hundredths from 1 upwards, four digits below. */
export function amountText(amount: number): string {
  if (amount === 0) return '0';
  if (amount < LEAST) return '< 0.0001';
  if (amount < 1) return amount.toFixed(4);
  const [whole = '', hundredths = ''] = amount.toFixed(2).split('.');
  return `${count(Number(whole))}.${hundredths}`;
}

/** `12.40 USD` */
export function moneyText({ amount, currency }: Money): string {
  return `${amountText(amount)}${NBSP}${currency}`;
}
