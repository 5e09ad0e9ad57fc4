/** An answer of the API that is not a success: RFC 9457, in the API's own words. */
export interface ProblemDocument {
  type: string
  title: string
  status: number
  detail: string
  code: string
  request_id?: string
  errors?: { field: string; message: string }[]
  [member: string]: unknown
}

/** What every failed call throws. `code` is stable (docs/reference/problems.md); `message` is for people. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly requestId: string | undefined
  readonly fields: { field: string; message: string }[]
  readonly retryAfterSeconds: number | undefined
  readonly document: ProblemDocument

  constructor(document: ProblemDocument, retryAfterSeconds?: number) {
    super(document.detail || document.title)
    this.name = 'Problem'
    this.document = document
    this.status = document.status
    this.code = document.code
    this.title = document.title
    this.requestId = document.request_id
    this.fields = document.errors ?? []
    this.retryAfterSeconds = retryAfterSeconds
  }

  /** The faults by field, as Mantine's `form.setErrors` wants them. */
  get byField(): Record<string, string> {
    return Object.fromEntries(this.fields.map(({ field, message }) => [field.replace(/^body\./, ''), message]))
  }
}

/** The answer as a `Problem`, also when it is none of ours (a proxy's page, an empty body). */
export async function problemOf(response: Response): Promise<Problem> {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  const retryAfter = Number.isNaN(seconds) ? undefined : seconds
  try {
    const body: unknown = await response.json()
    if (typeof body === 'object' && body !== null && 'code' in body && 'title' in body) {
      return new Problem(body as ProblemDocument, retryAfter)
    }
  } catch {
    // Not JSON; told below.
  }
  return new Problem(
    {
      type: 'about:blank',
      title: `The server answered ${response.status}`,
      status: response.status,
      detail: response.statusText || `The server answered ${response.status}.`,
      code: `http-${response.status}`,
    },
    retryAfter,
  )
}

/** What is thrown where no answer came at all. */
export function unreachable(): Problem {
  return new Problem({
    type: 'about:blank',
    title: 'No answer',
    status: 0,
    detail: 'Autogram does not answer. Check that it runs and that this device is connected.',
    code: 'unreachable',
  })
}
