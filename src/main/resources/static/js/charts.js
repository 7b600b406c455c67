// Draws each chart from the table below it: one source of numbers, and a click on a point goes where its number leads.
import { vendor } from './vendor.js';

/** Series whose colour says something; the others have the next free one. */
const MEANT = { MET: '--good', MISSED: '--bad', KEPT: '--ink', CASES: '--line', WHOLE: '--ink', RECOVERED: '--good', ON_DUTY: '--ink' };

const colours = () => {
  const style = getComputedStyle(document.documentElement);
  const token = name => style.getPropertyValue(name).trim();
  return { ink: token('--ink'), muted: token('--muted'), line: token('--line'), surface: token('--surface'), font: token('--font'),
    token, free: ['--accent', '--warn', '--info', '--bad', '--muted'] };
};

/** What the table says: its rows, and a series a column with how it is drawn. */
function read(table) {
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].cells];
  return {
    names: rows.map(row => row.cells[0].textContent.trim()),
    series: heads.map((head, column) => ({ head, column })).filter(one => one.head.dataset.draw).map(({ head, column }) => ({
      name: head.textContent.trim(), key: head.dataset.series, draw: head.dataset.draw, unit: head.dataset.unit ?? '',
      points: rows.map(row => ({ value: row.cells[column].dataset.v ?? '', text: row.cells[column].textContent.trim(), href: row.cells[column].querySelector('a')?.href })),
    })),
  };
}

function option(data, label) {
  const colour = colours();
  const units = [...new Set(data.series.map(one => one.unit))];
  let next = 0;
  const text = { color: colour.muted, fontFamily: colour.font };
  return {
    aria: { enabled: true, label: { description: label } },
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    textStyle: { fontFamily: colour.font },
    color: data.series.map(one => colour.token(MEANT[one.key] ?? colour.free[next++ % colour.free.length])),
    grid: { left: 8, right: 8, top: data.series.length > 1 ? 46 : 24, bottom: 4, outerBoundsMode: 'same' },
    legend: data.series.length > 1 ? { top: 0, left: 0, type: 'scroll', itemWidth: 14, itemHeight: 10, textStyle: text, pageTextStyle: text, pageIconColor: colour.ink, pageIconInactiveColor: colour.line } : undefined,
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: colour.surface, borderColor: colour.line, textStyle: { color: colour.ink, fontFamily: colour.font, fontSize: 12 },
      formatter: points => [points[0].name, ...points.map(point => `${point.seriesName}  ${data.series[point.seriesIndex].points[point.dataIndex].text}`)].join('\n'),
    },
    xAxis: { type: 'category', data: data.names, axisLabel: { ...text, hideOverlap: true }, axisLine: { lineStyle: { color: colour.line } }, axisTick: { show: false } },
    yAxis: units.map((unit, index) => ({
      type: 'value', name: unit, nameTextStyle: { ...text, align: index ? 'right' : 'left' }, position: index ? 'right' : 'left', minInterval: unit === '%' || unit === '' ? 1 : 0,
      axisLabel: { ...text, formatter: value => (Math.abs(value) >= 1000 ? value / 1000 + 'k' : String(value)) },
      splitLine: { show: index === 0, lineStyle: { color: colour.line } }, max: unit === '%' ? 100 : undefined, min: unit === '%' ? 0 : undefined,
    })),
    series: data.series.map(one => ({
      name: one.name, type: one.draw === 'line' ? 'line' : 'bar', stack: one.draw === 'stack' ? 'all' : undefined, yAxisIndex: units.indexOf(one.unit), cursor: 'pointer',
      z: one.draw === 'line' ? 3 : 2, symbolSize: 7, barMaxWidth: 26, connectNulls: true, triggerLineEvent: false,
      data: one.points.map(point => (point.value === '' ? null : Number(point.value))),
    })),
  };
}

async function draw(card) {
  const plot = card.querySelector('[data-plot]');
  const data = read(card.querySelector('table'));
  const label = plot.getAttribute('aria-label');
  try {
    const echarts = await vendor('echarts/dist/echarts.min.js', 'echarts');
    plot.classList.remove('skeleton');
    const chart = echarts.init(plot, null, { renderer: 'canvas' });
    chart.setOption(option(data, label));
    chart.on('click', point => {
      const href = data.series[point.seriesIndex]?.points[point.dataIndex]?.href;
      if (href) {
        location.assign(href);
      }
    });
    new ResizeObserver(() => chart.resize()).observe(plot);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => chart.setOption(option(data, label), true));
  } catch {
    plot.hidden = true;
    card.querySelector('[data-failed]').hidden = false;
    card.querySelector('details').open = true;
  }
  delete plot.dataset.waiting;
}

for (const card of document.querySelectorAll('[data-chart]')) {
  if (card.querySelector('[data-plot]')) {
    draw(card);
  }
}
