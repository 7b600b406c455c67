// Reads an order report on its own, so that the replay can judge the product by the file and not by its own words.
import { readFileSync } from 'node:fs';

/**
 * @param {string} file  a Tmall order report (订单编号, 总金额, 退款金额, ...), UTF-8 or GB18030
 * @returns {Map<string, number>} requested refund in minor units by order number, of the rows that ask for one
 */
export function requestedRefunds(file) {
  const rows = parse(decode(readFileSync(file)));
  const header = rows.shift().map((name) => name.trim());
  const order = header.indexOf('订单编号');
  const refund = header.indexOf('退款金额');
  if (order < 0 || refund < 0) {
    throw new Error(`${file} has no columns 订单编号 and 退款金额, but: ${header.join(', ')}`);
  }
  const requested = new Map();
  for (const row of rows) {
    const minor = toMinor(row[refund] ?? '');
    if (minor > 0) {
      requested.set(row[order].trim(), minor);
    }
  }
  return requested;
}

/** "300709.47" as 30070947: digits only, no floating point. */
export function toMinor(text) {
  const parts = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(text.trim());
  return parts ? Number(parts[1] + parts[2] + (parts[3] ?? '').padEnd(2, '0')) : 0;
}

/** 30070947 as "300,709.47". */
export function toText(minor) {
  const sign = minor < 0 ? '-' : '';
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}

function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}

function parse(text) {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (c === '"') {
        quoted = false;
      } else {
        cell += c;
      }
    } else if (c === '"') {
      quoted = true;
    } else if (c === ',') {
      row.push(cell);
      cell = '';
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') {
        i++;
      }
      row.push(cell);
      rows.push(row);
      row = [];
      cell = '';
    } else {
      cell += c;
    }
  }
  if (cell !== '' || row.length > 0) {
    rows.push([...row, cell]);
  }
  return rows.filter((cells) => cells.length > 1 || cells[0] !== '');
}
