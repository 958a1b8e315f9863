import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { later } from '../../renderer/app/later.tsx';

function Name({ label }: { readonly label: string }) {
  return <input aria-label={label} />;
}

test('a part that was fetched is drawn at once', async () => {
  const Part = later(async () => Name);
  await Part.fetch();
  render(<Part label="Name" />);
  expect(screen.queryByLabelText('Name')).not.toBeNull();
});

test('until a part is there something stands in its place, and what is typed in it then stays', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof Name>();
  const Part = later(
    () => promise,
    ({ label }) => <p>{label} comes</p>,
  );
  const { rerender } = render(<Part label="Name" />);
  expect(screen.queryByText('Name comes')).not.toBeNull();
  resolve(Name);
  await userEvent.type(await screen.findByLabelText('Name'), 'Menu');
  rerender(<Part label="Full name" />);
  expect(screen.getByLabelText<HTMLInputElement>('Full name').value).toBe('Menu');
});
