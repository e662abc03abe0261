// The page's side of the worker: starts it when first needed, and turns its messages into calls.

/** Callbacks of a job: step(message), and a promise that ends with done or stopped or fails with a reason. */
export class Engine {
  /** `plain` refuses WebAssembly; `onLoading(loaded, total)` reports the download. */
  constructor({ plain = false, onLoading = () => {} } = {}) {
    Object.assign(this, { plain, onLoading, jobs: new Map(), last: 0 });
  }

  /** Load the model once; after a failure the next call tries again. */
  load() {
    return (this.loading ??= this.start().catch((error) => {
      this.close();
      throw error;
    }));
  }

  start() {
    return new Promise((resolve, reject) => {
      const fail = (reason) => {
        reject(new Error(reason));
        for (const job of this.jobs.values()) job.reject(new Error(reason));
        this.jobs.clear();
      };
      try {
        this.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
      } catch {
        return fail("worker");
      }
      let ready = false;
      this.worker.onerror = (event) => (event.preventDefault?.(), fail(ready ? "other" : "worker"));
      this.worker.onmessage = ({ data }) => {
        const job = this.jobs.get(data.id);
        if (data.type === "loading") return this.onLoading(data.loaded, data.total);
        if (data.type === "ready") {
          ready = true;
          return resolve(data);
        }
        if (data.type === "error" && !job) return fail(data.reason);
        if (data.type === "step") return job?.step(data);
        this.jobs.delete(data.id);
        if (data.type === "error") job.reject(new Error(data.reason));
        else job?.resolve(data);
      };
      this.worker.postMessage({ type: "load", plain: this.plain });
    });
  }

  /** Make a clip; `request` as in worker.js. Resolves with the worker's "done" or "stopped" message. */
  generate(request, step) {
    return this.ask("generate", request, step);
  }

  /** Have something done by the worker, once the model is there. */
  async ask(type, request, step = () => {}) {
    await this.load();
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.jobs.set(id, { step, resolve, reject });
      this.worker.postMessage({ ...request, type, id });
    });
  }

  /** Stop whatever is being made; those jobs end with "stopped". */
  stop() {
    for (const id of this.jobs.keys()) this.worker.postMessage({ type: "stop", id });
  }

  close() {
    this.worker?.terminate();
    this.worker = this.loading = undefined;
  }
}
