import { call } from './client'
import { Problem, type ProblemDocument, unreachable } from './problem'
import { accessToken } from './session'
import { chosenWorkspace } from './workspace'

/** Fetches a file with the sign-in and hands it to the browser to save. Throws a `Problem`. */
export async function download(path: string, fallbackName: string): Promise<void> {
  const response = await call(path)
  const named = /filename="?([^";]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = named ?? fallbackName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

export interface Upload<T> {
  done: Promise<T>
  cancel: () => void
}

/** Sends a form with files and tells how far it is, from 0 to 1. `done` throws a `Problem`. */
export function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Upload<T> {
  const request = new XMLHttpRequest()
  const done = (async () => {
    const token = await accessToken()
    return new Promise<T>((resolve, reject) => {
      request.open('POST', path)
      if (token) request.setRequestHeader('Authorization', `Bearer ${token}`)
      const workspace = chosenWorkspace()
      if (workspace) request.setRequestHeader('X-Workspace-Id', workspace)
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) onProgress(event.loaded / event.total)
      }
      request.onerror = () => reject(unreachable())
      request.onabort = () => reject(new DOMException('cancelled', 'AbortError'))
      request.onload = () => {
        const body = parsed(request.responseText)
        if (request.status >= 200 && request.status < 300) resolve(body as T)
        else reject(new Problem(asDocument(body, request.status)))
      }
      request.send(form)
    })
  })()
  return { done, cancel: () => request.abort() }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function asDocument(body: unknown, status: number): ProblemDocument {
  if (typeof body === 'object' && body !== null && 'code' in body) return body as ProblemDocument
  const title = `The server answered ${status}`
  return { type: 'about:blank', title, status, detail: title, code: `http-${status}` }
}
