/** Files that are dropped anywhere on the page become the input. */
import { takeFile } from './sample-form';

export function acceptDrops(): void {
  addEventListener('dragover', (event) => {
    event.preventDefault();
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) void takeFile(file);
  });
}
