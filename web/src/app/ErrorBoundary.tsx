import { Component, type ReactNode } from "react";
import { ErrorPage } from "./ErrorPage";

interface State {
  failure: { error: unknown } | undefined;
}

/** Shows a page instead of nothing when a component fails. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failure: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure === undefined ? this.props.children : <ErrorPage error={failure.error} />;
  }
}
