import { useState } from 'react'
import { upload } from '~/api/files'
import { failed } from '~/ui/toasts'

export interface Attached {
  key: string
  name: string
  /** From 0 to 1 while it goes up. */
  share: number
  mediaId: string | null
  previewUrl: string | null
  cancel: () => void
}

/** Files for the next message; each goes into the media library at once. */
export function useFiles() {
  const [files, setFiles] = useState<Attached[]>([])
  const change = (key: string, more: Partial<Attached>) =>
    setFiles((now) => now.map((file) => (file.key === key ? { ...file, ...more } : file)))
  const remove = (key: string) => setFiles((now) => now.filter((file) => file.key !== key))

  const add = (chosen: File[]) => {
    for (const file of chosen) {
      const key = `${file.name} ${file.size} ${file.lastModified}`
      const form = new FormData()
      form.append('file', file)
      const going = upload<{ id: string; thumbnail_url: string }>('/api/v1/media', form, (share) =>
        change(key, { share }),
      )
      setFiles((now) => [
        ...now.filter((one) => one.key !== key),
        { key, name: file.name, share: 0, mediaId: null, previewUrl: null, cancel: going.cancel },
      ])
      going.done.then(
        (media) => change(key, { share: 1, mediaId: media.id, previewUrl: media.thumbnail_url }),
        (error: unknown) => {
          remove(key)
          if (!(error instanceof DOMException)) failed(error)
        },
      )
    }
  }
  const addFromLibrary = (mediaId: string, name: string) =>
    setFiles((now) => [
      ...now.filter((file) => file.mediaId !== mediaId),
      { key: mediaId, name, share: 1, mediaId, previewUrl: null, cancel: () => undefined },
    ])
  return { files, add, addFromLibrary, remove, clear: () => setFiles([]), restore: setFiles }
}
