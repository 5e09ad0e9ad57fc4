import { useCallback, useEffect, useRef, useState } from 'react'
import { cache } from '~/api/cache'
import type { Schema } from '~/api/client'
import { upload } from '~/api/files'

type Item = Schema<'MediaRead-Output'>

export interface Uploading {
  key: string
  name: string
  share: number
  /** Why it was refused; null while it runs. */
  error: string | null
}

let count = 0

/** Uploads files one after the other and tells of each how far it is; a refused one stays, with the reason. */
export function useUploads(onDone: (item: Item) => void) {
  const [uploads, setUploads] = useState<Uploading[]>([])
  // Uploads take a while; whoever listens may have changed its mind about what it does.
  const listener = useRef(onDone)
  useEffect(() => {
    listener.current = onDone
  })

  const add = useCallback((files: File[]) => {
    const fresh = files.map((file) => ({ key: `${++count}`, name: file.name, share: 0, error: null }))
    setUploads((before) => [...before.filter(({ error }) => error === null), ...fresh])
    const change = (key: string, part: Partial<Uploading>) =>
      setUploads((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)))
    void (async () => {
      for (const [index, file] of files.entries()) {
        const key = fresh[index]?.key ?? ''
        const form = new FormData()
        form.append('file', file)
        try {
          const item = await upload<Item>('/api/v1/media', form, (share) => change(key, { share })).done
          setUploads((before) => before.filter((one) => one.key !== key))
          listener.current(item)
        } catch (error) {
          change(key, { error: error instanceof Error ? error.message : String(error) })
        }
      }
      void cache.invalidateQueries({ queryKey: ['get', '/api/v1/media'] })
    })()
  }, [])

  const dismiss = (key: string) => setUploads((before) => before.filter((one) => one.key !== key))
  return { uploads, add, dismiss }
}
