// What a screen is: it mounts into a container, draws again when what is looked at changes, and leaves.
import type { State } from "./state";

export interface MountedScreen {
  /** Called once after mounting, and at each change. */
  update(state: State, before: State | null): void;
  /** Keys that no field took; true: taken. */
  key?(event: KeyboardEvent): boolean;
  unmount(): void;
}

export interface Screen {
  mount(container: HTMLElement): MountedScreen;
}
