import { Avatar, Button, Group, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconPhotoPlus, IconRosetteDiscountCheckFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Fault } from '~/ui/Fault'
import { compact } from '~/ui/numbers'
import { isStory, liveStories } from '../data/media'
import { useClock, useDo, usePublished } from '../data/useSandboxData'
import { useShow, useStage } from '../stage'
import { Grid } from './Grid'
import classes from './Phone.module.css'

/** The account as a customer sees it: picture, figures, stories and the grid. */
export function ProfileScreen() {
  const { t } = useTranslation('sandbox')
  const { account } = useStage()
  const show = useShow()
  const clock = useClock().data
  const { media, error } = usePublished(account.username)
  const story = clock && media && liveStories(media, clock.now)[0]
  const posts = media?.filter((one) => !isStory(one))
  const face = <Avatar src={account.profile_picture_url} size={78} radius="50%" alt="" />
  return (
    <>
      <div className={classes.bar}>
        <Text fw={700} px={6} truncate>
          {account.username}
        </Text>
        {account.is_verified && <IconRosetteDiscountCheckFilled size={18} aria-label={t('phone.verified')} />}
      </div>
      <div className={classes.screen}>
        <Stack gap={10} p="md" pb="sm">
          <Group wrap="nowrap" gap="lg">
            {story ? (
              <UnstyledButton
                className={classes.ring}
                aria-label={t('phone.story')}
                onClick={() => show({ screen: 'story', media: story.id })}
              >
                {face}
              </UnstyledButton>
            ) : (
              <span className={classes.ring} data-quiet>
                {face}
              </span>
            )}
            <Group grow flex={1} gap={4} wrap="nowrap">
              <Count value={compact(posts?.length)} label={t('phone.posts')} />
              <Count value={compact(account.followers_count)} label={t('phone.followers')} />
              <Count value={compact(account.follows_count)} label={t('phone.following')} />
            </Group>
          </Group>
          <div>
            <Text fw={650} size="sm">
              {account.name}
            </Text>
            {account.biography && <Text size="sm">{account.biography}</Text>}
          </div>
          <Group grow gap={6}>
            <Button size="xs" onClick={() => show({ screen: 'chat', media: undefined })}>
              {t('phone.message')}
            </Button>
            <MentionButton />
          </Group>
        </Stack>
        {error ? (
          <Fault error={error} />
        ) : posts ? (
          posts.length > 0 ? (
            <Grid posts={posts} />
          ) : (
            <NothingYet />
          )
        ) : (
          <Skeleton h={260} radius={0} />
        )}
      </div>
    </>
  )
}

function Count({ value, label }: { value: string; label: string }) {
  return (
    <div style={{ textAlign: 'center' }}>
      <Text fw={700} size="sm" className="tabular">
        {value}
      </Text>
      <Text size="11px" c="dimmed">
        {label}
      </Text>
    </div>
  )
}

function MentionButton() {
  const { t } = useTranslation('sandbox')
  const { account, person } = useStage()
  const perform = useDo()
  const show = useShow()

  async function mention() {
    const done = await perform('POST', 'acts', { act: 'story_mention', account: account.username, person })
    if (done) show({ screen: 'chat', media: undefined })
  }

  return (
    <Button size="xs" variant="default" onClick={mention}>
      {t('phone.mention')}
    </Button>
  )
}

function NothingYet() {
  const { t } = useTranslation('sandbox')
  const { account } = useStage()
  const perform = useDo()
  const path = `accounts/${encodeURIComponent(account.username)}/history`
  return (
    <Stack align="center" gap={6} px="lg" py={36} ta="center">
      <IconPhotoPlus size={36} stroke={1.3} aria-hidden />
      <Text fw={650}>{t('phone.nothing')}</Text>
      <Text size="sm" c="dimmed">
        {t('phone.nothingText')}
      </Text>
      <Button size="xs" variant="light" mt={4} onClick={() => perform('POST', path, { days: 60 })}>
        {t('phone.invent')}
      </Button>
    </Stack>
  )
}
