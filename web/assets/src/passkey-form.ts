// Asks the server for a question, has the device sign it, and sends the form with the answer.
class PasskeyForm extends HTMLElement {
  private busy = false;

  connectedCallback(): void {
    const form = this.querySelector("form");
    const hint = this.querySelector<HTMLElement>(":scope > .hint");
    if (!form || !hint) return;
    const able = typeof PublicKeyCredential !== "undefined";
    form.hidden = !able;
    hint.hidden = able;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.busy) void this.answer(form);
    });
  }

  private async answer(form: HTMLFormElement): Promise<void> {
    this.busy = true;
    this.say("");
    try {
      // What is missing is said by the server, before the device is asked for anything.
      if (!form.checkValidity()) return form.submit();
      const asked = await fetch(this.getAttribute("challenge") ?? "", { method: "POST" });
      // So is why there is no question.
      if (!asked.ok || asked.redirected) return form.submit();
      const options = await asked.json();
      const answer = await (this.hasAttribute("makes") ? create(options) : get(options));
      for (const [name, value] of Object.entries(answer)) {
        const field = form.elements.namedItem(name);
        if (field instanceof HTMLInputElement) field.value = value;
      }
      form.submit();
    } catch (error) {
      this.say(reason(error));
    } finally {
      this.busy = false;
    }
  }

  private say(words: string): void {
    const place = this.querySelector<HTMLElement>(".passkey-says");
    if (!place) return;
    place.textContent = words;
    place.hidden = !words;
  }
}

type Described = { type: "public-key"; id: string };
type Asked = {
  challenge: string;
  user?: { id: string };
  excludeCredentials?: Described[];
  allowCredentials?: Described[];
};

async function create(asked: Asked): Promise<Record<string, string>> {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user?.id ?? "") },
    excludeCredentials: asked.excludeCredentials?.map(named),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return { client_data: text(response.clientDataJSON), attestation: text(response.attestationObject) };
}

async function get(asked: Asked): Promise<Record<string, string>> {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    allowCredentials: asked.allowCredentials?.map(named),
  } as PublicKeyCredentialRequestOptions;
  const shown = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = shown.response as AuthenticatorAssertionResponse;
  return {
    credential: text(shown.rawId),
    client_data: text(response.clientDataJSON),
    authenticator_data: text(response.authenticatorData),
    signature: text(response.signature),
    user_handle: text(response.userHandle ?? new ArrayBuffer(0)),
  };
}

const named = ({ type, id }: Described) => ({ type, id: bytes(id) });

// From base64url, and into it.
function bytes(from: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(from.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function reason(error: unknown): string {
  switch (error instanceof Error ? error.name : "") {
    case "NotAllowedError":
      return "It was cancelled, or it took too long. Try again.";
    case "InvalidStateError":
      return "This device has a passkey of yours already.";
    case "SecurityError":
      return "Passkeys do not work at this address.";
    default:
      return "Your device could not do it. Try again.";
  }
}

customElements.define("passkey-form", PasskeyForm);
