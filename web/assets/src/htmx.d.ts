declare module "htmx.org" {
  interface SwapContext {
    text: string;
    target: Element;
    sourceElement: Element;
    swap: string;
    select?: string;
  }
  const htmx: { process(root: Element): void; swap(context: SwapContext): Promise<void> };
  export default htmx;
}
