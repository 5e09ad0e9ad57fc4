/** The admin's pages, each for admins only. */
import type { ComponentType } from 'react'
import { AdminsOnly } from './AdminsOnly'
import { AuditPage as Audit } from './AuditPage'
import { JobsPage as Jobs } from './JobsPage'
import { SchedulesPage as Schedules } from './SchedulesPage'
import { StatusPage as Status } from './StatusPage'
import { UsersPage as Users } from './UsersPage'

function forAdmins(Content: ComponentType): ComponentType {
  return function Guarded() {
    return (
      <AdminsOnly>
        <Content />
      </AdminsOnly>
    )
  }
}

export const AuditPage = forAdmins(Audit)
export const JobsPage = forAdmins(Jobs)
export const SchedulesPage = forAdmins(Schedules)
export const StatusPage = forAdmins(Status)
export const UsersPage = forAdmins(Users)
