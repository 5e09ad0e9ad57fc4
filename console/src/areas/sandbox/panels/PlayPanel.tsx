import { Button, Card, Group, SimpleGrid, Stack, Text, ThemeIcon, Title, UnstyledButton } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import {
  IconArrowRight,
  IconAt,
  IconHeart,
  IconMessageCircle,
  IconMessageQuestion,
  IconMoodHappy,
  IconPhoto,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { told } from '~/ui/toasts'
import { isStory } from '../data/media'
import { useConversation, useDo, usePublished } from '../data/useSandboxData'
import type { SandboxSearch } from '../routes'
import { useShow, useStage } from '../stage'
import { Deliveries } from './Deliveries'
import classes from './Panels.module.css'

interface Idea {
  key: string
  icon: Icon
  act: Record<string, unknown>
  leads: SandboxSearch
  /** What is missing for it; the card says so. */
  missing?: string | false
}

/** Things a customer does, each one tap away, and where Autogram shows them. */
export function PlayPanel() {
  const { t } = useTranslation('sandbox')
  const { account, person } = useStage()
  const perform = useDo()
  const show = useShow()
  const post = usePublished(account.username).media?.find((one) => !isStory(one))
  const messages = useConversation(account.username, person).conversation?.messages ?? []
  const answer = messages.findLast(({ is_ours, is_deleted }) => is_ours && !is_deleted)
  const chat: SandboxSearch = { screen: 'chat', media: undefined }

  const ideas: Idea[] = [
    { key: 'ask', icon: IconMessageQuestion, act: { act: 'message', text: t('play.askWords') }, leads: chat },
    {
      key: 'comment',
      icon: IconMessageCircle,
      act: { act: 'comment', media_id: post?.id, text: t('play.commentWords') },
      leads: { screen: 'post', media: post?.id },
      missing: !post && t('play.needsPost'),
    },
    { key: 'mention', icon: IconAt, act: { act: 'story_mention' }, leads: chat },
    { key: 'picture', icon: IconPhoto, act: { act: 'message', attachments: [{ type: 'image' }] }, leads: chat },
    {
      key: 'heart',
      icon: IconHeart,
      act: { act: 'react', mid: answer?.mid },
      leads: chat,
      missing: !answer && t('play.needsAnswer'),
    },
    { key: 'thanks', icon: IconMoodHappy, act: { act: 'message', text: t('play.thanksWords') }, leads: chat },
  ]

  async function play({ act, leads, key }: Idea) {
    const done = await perform('POST', 'acts', { account: account.username, person, ...act })
    if (!done) return
    show(leads)
    told(t(`play.${key}Done`, { person, account: account.username }))
  }

  return (
    <Stack>
      <Card component="section" aria-labelledby="play-ideas">
        <Title order={2} size="h3" id="play-ideas">
          {t('play.title', { person })}
        </Title>
        <Text size="sm" c="dimmed" mb="md">
          {t('play.lead', { account: account.username })}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2, xl: 3 }} spacing="sm">
          {ideas.map((idea) => (
            <UnstyledButton
              key={idea.key}
              className={classes.idea}
              disabled={Boolean(idea.missing)}
              onClick={() => play(idea)}
            >
              <ThemeIcon variant="light" size="lg" radius="xl">
                <idea.icon size={20} stroke={1.7} aria-hidden />
              </ThemeIcon>
              <span>
                <Text span size="sm" fw={650} display="block">
                  {t(`play.${idea.key}`)}
                </Text>
                <Text span size="xs" c="dimmed" display="block">
                  {idea.missing || t(`play.${idea.key}Text`)}
                </Text>
              </span>
            </UnstyledButton>
          ))}
        </SimpleGrid>
        <Group gap="xs" mt="md">
          <Button
            rightSection={<IconArrowRight size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/inbox" {...props} />}
          >
            {t('play.toInbox')}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/comments" {...props} />}>
            {t('play.toComments')}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/compose" {...props} />}>
            {t('play.toCompose')}
          </Button>
        </Group>
      </Card>
      <Deliveries />
    </Stack>
  )
}
