import { Anchor, type AnchorProps } from '@mantine/core'

/** An Instagram account by its name, as a link to it. */
export function Handle({ name, ...props }: { name: string } & AnchorProps) {
  return (
    <Anchor
      href={`https://www.instagram.com/${encodeURIComponent(name)}/`}
      target="_blank"
      rel="noreferrer"
      c="inherit"
      fw={600}
      inherit
      {...props}
    >
      @{name}
    </Anchor>
  )
}
