import { ActionIcon, TextInput } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Phone.module.css'

/** The line at the bottom of a screen where the person writes. */
export function WriteLine({ label, onSend }: { label: string; onSend: (text: string) => Promise<unknown> }) {
  const { t } = useTranslation('sandbox')
  const [text, setText] = useState('')
  const [isSending, setSending] = useState(false)

  async function send(event: FormEvent) {
    event.preventDefault()
    const said = text.trim()
    if (!said || isSending) return
    setSending(true)
    const done = await onSend(said)
    setSending(false)
    if (done) setText('')
  }

  return (
    <form className={classes.write} onSubmit={send}>
      <TextInput
        flex={1}
        radius="xl"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={1000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ActionIcon
        type="submit"
        size={36}
        radius="xl"
        aria-label={t('phone.send')}
        loading={isSending}
        disabled={!text.trim()}
      >
        <IconArrowUp size={20} aria-hidden />
      </ActionIcon>
    </form>
  )
}
