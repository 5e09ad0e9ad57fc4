import { ActionIcon, Avatar, Text } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useShow, useStage } from '../stage'
import classes from './Phone.module.css'

/** The way back to the profile, and whose screen it is. */
export function TopLine({ hint }: { hint?: string }) {
  const { t } = useTranslation('sandbox')
  const { account } = useStage()
  const show = useShow()
  return (
    <div className={classes.bar}>
      <ActionIcon
        variant="subtle"
        color="gray"
        radius="xl"
        aria-label={t('phone.back')}
        onClick={() => show({ screen: 'profile', media: undefined })}
      >
        <IconChevronLeft aria-hidden />
      </ActionIcon>
      <Avatar src={account.profile_picture_url} size={30} radius="xl" alt="" />
      <div style={{ minWidth: 0 }}>
        <Text fw={650} size="sm" truncate>
          {account.username}
        </Text>
        {hint && (
          <Text size="xs" c="dimmed" truncate>
            {hint}
          </Text>
        )}
      </div>
    </div>
  )
}
