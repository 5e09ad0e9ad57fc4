import { Center, Image } from '@mantine/core'
import { IconMovie, IconPhoto } from '@tabler/icons-react'
import type { KnownPost } from './usePosts'

/** The publication's picture, or what kind of it there is none of. */
export function Picture({ post, kind, size }: { post: KnownPost | undefined; kind: string | null; size: number }) {
  if (post?.thumbnail)
    return <Image src={post.thumbnail} alt="" w={size} h={size} radius="md" fit="cover" flex="none" />
  const Glyph = kind === 'REELS' ? IconMovie : IconPhoto
  return (
    <Center
      w={size}
      h={size}
      flex="none"
      bg="light-dark(var(--mantine-color-gray-1), var(--mantine-color-dark-5))"
      c="dimmed"
      style={{ borderRadius: 'var(--mantine-radius-md)' }}
      aria-hidden
    >
      <Glyph size={size / 2.2} stroke={1.5} />
    </Center>
  )
}
