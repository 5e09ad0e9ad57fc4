import { Button, Group, Stack, Text } from '@mantine/core'
import { IconMessageHeart } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useConversation, useDo } from '../data/useSandboxData'
import { useStage } from '../stage'
import { Bubble } from './Bubble'
import classes from './Phone.module.css'
import { TopLine } from './TopLine'
import { WriteLine } from './WriteLine'

/** What the person and the account write to each other. The account's answers arrive as it sends them. */
export function ChatScreen() {
  const { t } = useTranslation('sandbox')
  const { account, person } = useStage()
  const { conversation, isPending } = useConversation(account.username, person)
  const perform = useDo()
  const list = useRef<HTMLDivElement>(null)
  const messages = conversation?.messages ?? []
  const last = messages.at(-1)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new message comes into view
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [last?.mid])

  const act = (more: object) => perform('POST', 'acts', { account: account.username, person, ...more })

  return (
    <>
      <TopLine hint={t('phone.asPerson', { person })} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls, also by keyboard */}
      <div className={classes.screen} ref={list} role="log" aria-label={t('phone.talk')} tabIndex={0}>
        <div className={classes.talk}>
          {messages.length === 0 && !isPending && (
            <Stack align="center" m="auto" gap={6} ta="center" px="lg">
              <IconMessageHeart size={36} stroke={1.3} aria-hidden />
              <Text fw={650}>{t('phone.noTalk')}</Text>
              <Text size="sm" c="dimmed">
                {t('phone.noTalkText')}
              </Text>
            </Stack>
          )}
          {messages.map((message) => (
            <Bubble key={message.mid} message={message} onReact={() => act({ act: 'react', mid: message.mid })} />
          ))}
          {last?.is_ours && last.quick_replies.length > 0 && (
            <Group gap={6} mt={4}>
              {last.quick_replies.map(({ title, payload }) => (
                <Button
                  key={`${title} ${payload}`}
                  size="xs"
                  radius="xl"
                  variant="default"
                  onClick={() => act({ act: 'message', text: title, quick_reply: payload })}
                >
                  {title}
                </Button>
              ))}
            </Group>
          )}
        </div>
      </div>
      <WriteLine label={t('phone.writeMessage', { person })} onSend={(text) => act({ act: 'message', text })} />
    </>
  )
}
