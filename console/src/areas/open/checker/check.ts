/** The unfollow checker's answers: they are the predecessor's, not problem documents. */
export interface Checked {
  followers_count: number
  following_count: number
  unfollowers: string[]
}

interface Job {
  status: 'queued' | 'processing' | 'completed' | 'failed'
  result?: Checked | null
  error?: string | null
}

export class Refused extends Error {
  readonly status: number
  readonly isOff: boolean

  constructor(status: number, body: { detail?: unknown; message?: unknown; error?: unknown } | null) {
    const { detail, message, error } = body ?? {}
    const faults = Array.isArray(detail) ? detail.map((fault: { msg?: string }) => fault.msg).join(' · ') : detail
    super(String(faults ?? message ?? error ?? status))
    this.status = status
    this.isOff = message === 'unofficial-access-disabled' || error === 'unofficial-access-disabled'
  }
}

export interface Wish {
  instagram_id: string
  password: string
  verification_code: string | null
}

/** Who is followed and does not follow back. Large accounts take minutes; `onWait` is told once they do. */
export async function check(wish: Wish, onWait: () => void, pause = 2000): Promise<Checked> {
  const answer = await fetch('/api/unfollow-checker', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(wish),
  })
  const body = await answer.json().catch(() => null)
  if (!answer.ok) throw new Refused(answer.status, body)
  if (answer.status !== 202) return body as Checked
  onWait()
  return followed(String(body.status_url), pause)
}

async function followed(address: string, pause: number): Promise<Checked> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, pause))
    const answer = await fetch(address)
    const body = await answer.json().catch(() => null)
    if (!answer.ok) throw new Refused(answer.status, body)
    const job = body as Job
    if (job.status === 'failed') throw new Refused(answer.status, { detail: job.error })
    if (job.status === 'completed' && job.result) return job.result
  }
}
