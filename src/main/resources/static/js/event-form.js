// Shows the fields that belong to the chosen event; the others are not sent.
export function eventForm(form) {
  const choice = form.querySelector('[data-chooses]');
  const show = () => {
    for (const label of form.querySelectorAll('[data-for]')) {
      const wanted = label.dataset.for.split(' ').includes(choice.value);
      label.hidden = !wanted;
      label.querySelectorAll('input, select, textarea').forEach(field => field.disabled = !wanted);
    }
  };
  choice.addEventListener('change', show);
  show();
}
